package lowrankcam.serve;

/// A request that is not answered as it wished: a status and one line that says why.
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String why) {
        super(why);
        this.status = status;
    }

    Answer answer() {
        return Answer.message(status, getMessage());
    }
}
