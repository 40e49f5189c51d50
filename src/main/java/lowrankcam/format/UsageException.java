package lowrankcam.format;

/// What was asked for cannot be done: a name that there is not, a number out of range, choices that exclude each other.
///
/// For what a person chose. A value that only the program itself can have made is an [IllegalArgumentException] of its own,
/// and an error of the program.
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /// @param message what was chosen, what was expected, what was found
    public UsageException(String message) {
        super(message);
    }
}
