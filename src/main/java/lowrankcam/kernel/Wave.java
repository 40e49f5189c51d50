package lowrankcam.kernel;

import java.util.List;

/// Tasks that do not depend on each other, as one task: the layers at the same depth of a block's branches.
///
/// One wait at the end instead of one for each layer, and more items to share out. The items are numbered so that
/// each thread of the team gets its share of every task, the same pixels it got in the layer before.
public final class Wave implements Task {

    private final Task[] tasks;
    private final int[] taskOf;
    private final int[] itemOf;

    /// @param tasks   write different memory, read none that another writes
    /// @param threads size of the team
    public Wave(List<Task> tasks, int threads) {
        this.tasks = tasks.toArray(Task[]::new);
        int items = tasks.stream().mapToInt(Task::items).sum();
        this.taskOf = new int[items];
        this.itemOf = new int[items];
        int at = 0;
        for (int thread = 0; thread < threads; thread++) {
            for (int t = 0; t < this.tasks.length; t++) {
                long count = this.tasks[t].items();
                int end = (int) (count * (thread + 1) / threads);
                for (int item = (int) (count * thread / threads); item < end; item++) {
                    taskOf[at] = t;
                    itemOf[at++] = item;
                }
            }
        }
    }

    @Override
    public int items() {
        return taskOf.length;
    }

    @Override
    public void run(int item, int thread) {
        tasks[taskOf[item]].run(itemOf[item], thread);
    }
}
