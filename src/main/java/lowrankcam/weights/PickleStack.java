package lowrankcam.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// Stack, marks and memo of an [Unpickler]. What lies below the last mark is out of reach.
final class PickleStack {

    private final ByteCursor in;
    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    /// @param in knows the place for messages
    PickleStack(ByteCursor in) {
        this.in = in;
    }

    void push(Object value) {
        values.add(value);
    }

    Object top() throws FormatException {
        require(1);
        return values.getLast();
    }

    Object pop() throws FormatException {
        require(1);
        return values.removeLast();
    }

    /// The last values, in the order in which they came.
    List<Object> pop(int count) throws FormatException {
        require(count);
        List<Object> last = values.subList(values.size() - count, values.size());
        List<Object> result = List.copyOf(last);
        last.clear();
        return result;
    }

    void mark() {
        marks.add(values.size());
    }

    /// The values since the last mark, which goes as well.
    List<Object> popMark() throws FormatException {
        if (marks.isEmpty()) {
            throw in.error("a mark", "none");
        }
        List<Object> result = pop(values.size() - bottom());
        marks.removeLast();
        return result;
    }

    private int bottom() {
        return marks.isEmpty() ? 0 : marks.getLast();
    }

    private void require(int count) throws FormatException {
        if (values.size() - bottom() < count) {
            throw in.error("an operand", "an empty stack");
        }
    }

    void remember(int index) throws FormatException {
        memo.put(index, top());
    }

    /// Under the next free number.
    void remember() throws FormatException {
        remember(memo.size());
    }

    void recall(int index) throws FormatException {
        Object value = memo.get(index);
        if (value == null) {
            throw in.error("a value that was remembered", "none of number " + Integer.toUnsignedString(index));
        }
        push(value);
    }

    boolean holdsDictionary() {
        return values.stream().anyMatch(Pickle.Dict.class::isInstance);
    }
}
