package lowrankcam.weights;

import java.util.Comparator;

/// The order of Keras tensors: by the number that their layer's name ends in, however long it is. `conv2d/kernel` comes before
/// `conv2d_1/kernel`, and that before `conv2d_10/kernel`.
public final class KerasOrder {

    public static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingInt(name -> number(name).length()).thenComparing(KerasOrder::number);

    private KerasOrder() {}

    /// The digits without leading zeros; empty where there are none.
    private static String number(String name) {
        int end = Math.max(0, name.indexOf('/'));
        int begin = end;
        while (begin > 0 && name.charAt(begin - 1) >= '0' && name.charAt(begin - 1) <= '9') {
            begin--;
        }
        if (begin == 0 || name.charAt(begin - 1) != '_') {
            return "";
        }
        while (begin < end && name.charAt(begin) == '0') {
            begin++;
        }
        return name.substring(begin, end);
    }
}
