package lowrankcam.cam;

import java.util.function.Function;
import lowrankcam.model.PassCounter;
import lowrankcam.model.PassCounter.Passes;

/// A map and what it took: the one place where the passes of a method are counted and its time is taken.
///
/// @param map          what was made
/// @param passes       all passes that the map rests on, with the network pass of its trace
/// @param milliseconds of the method's own work, without the trace's pass; to the microsecond
/// @param <M>          a map, or several that are made together
public record MapRun<M>(M map, Passes passes, double milliseconds) {

    private static final Passes TRACE = new Passes(1, 0, 0);

    /// Runs a method.
    ///
    /// @throws UnsupportedTargetException if the method is not defined for this head or layer
    public static MapRun<CamMap> of(CamMethod method, CamInput input) {
        return counted(method::explain, input);
    }

    /// Runs anything that makes maps of an input.
    public static <M> MapRun<M> counted(Function<CamInput, M> method, CamInput input) {
        PassCounter counter = input.model().passes();
        Passes before = counter.now();
        long start = System.nanoTime();
        M map = method.apply(input);
        long nanos = System.nanoTime() - start;
        return new MapRun<>(map, counter.now().minus(before).plus(TRACE), Math.round(nanos / 1e3) / 1e3);
    }
}
