package dev.lanyard.transport;

/** Tells a standing stream that something was heard on it, and passes it on. */
record HeardSink(ReplyReader.Sink sink, StandingStream stream) implements ReplyReader.Sink {
    @Override
    public void notified(Message.Notification notification) {
        if (notification.method().equals("notifications/subscriptions/acknowledged")) {
            stream.opened();
        } else {
            stream.heard();
        }
        sink.notified(notification);
    }

    @Override
    public void asked(Message.Request request) {
        stream.heard();
        sink.asked(request);
    }
}
