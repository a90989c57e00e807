package dev.lanyard.cli.prompt;

import dev.lanyard.connection.ElicitationAnswer;

/** Says that the user left a form before its end, and how. Never seen outside this package. */
final class FormLeft extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ElicitationAnswer answer;

    private FormLeft(ElicitationAnswer answer) {
        super(null, null, false, false);
        this.answer = answer;
    }

    static FormLeft declined() {
        return new FormLeft(new ElicitationAnswer.Declined());
    }

    static FormLeft dismissed() {
        return new FormLeft(new ElicitationAnswer.Dismissed());
    }

    ElicitationAnswer answer() {
        return answer;
    }
}
