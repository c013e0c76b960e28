package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest extends Program {

    private final Channel<Integer> channel = Channel.bounded(1);

    ChannelTest(LoopKind kind) {
        super(kind);
    }

    /** Sends three items, and closes. */
    @Async
    private Coroutine<Void> sending(Sender<Integer> sender, int first) {
        try (sender) {
            for (int item = first; item < first + 3; item++) {
                Await.on(sender.send(item));
                events.add("sent " + item);
            }
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Integer> sum(Receiver<Integer> receiver) {
        int sum = 0;
        for (int item : Await.each(receiver)) {
            sum += item;
            Await.on(Tasks.sleep(seconds(1)));
        }
        return Coroutine.of(sum);
    }

    @Async
    private Coroutine<String> outcomeOfReceive(Receiver<Integer> receiver) {
        try {
            return Coroutine.of("received " + Await.on(receiver.receive()));
        } catch (ChannelClosedException closed) {
            return Coroutine.of(closed.getMessage());
        }
    }

    @Async
    private Coroutine<String> outcomeOfSend(Sender<Integer> sender) {
        try {
            Await.on(sender.send(1));
            return Coroutine.of("sent");
        } catch (ChannelClosedException closed) {
            return Coroutine.of(closed.getMessage());
        }
    }

    @Test
    void items_come_in_order_and_end_when_the_sender_is_closed() {
        run(() -> {
            Tasks.start(sending(channel.sender(), 1));
            for (int item : Await.each(channel.receiver())) {
                events.add("received " + item);
                Await.on(settle());
            }
            return Coroutine.done();
        });
        assertThat(events).containsExactly("sent 1", "sent 2", "received 1", "received 2", "sent 3", "received 3");
        assertThat(channel.openSenders).isZero();
    }

    @Test
    void the_end_comes_when_all_copies_are_closed() {
        int total = run(() -> {
            Sender<Integer> second = channel.sender().copy();
            Receiver<Integer> other = channel.receiver().copy();
            Task<Integer> one = Tasks.start(sum(channel.receiver()));
            Task<Integer> two = Tasks.start(sum(other));
            Await.on(sending(channel.sender(), 1));
            Await.on(Tasks.sleep(seconds(10)));
            assertThat(one.isDone() || two.isDone()).isFalse();
            Await.on(sending(second, 10));
            List<Integer> sums = Await.on(Tasks.gather(List.of(one, two)));
            return Coroutine.of(sums.get(0) + sums.get(1));
        });
        assertThat(total).isEqualTo(1 + 2 + 3 + 10 + 11 + 12);
        assertThatThrownBy(() -> channel.sender().copy()).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void without_room_a_sender_waits_for_a_receiver() {
        Channel<Integer> direct = Channel.bounded(0);
        run(() -> {
            Task<Void> sender = Tasks.start(sending(direct.sender(), 1));
            Await.on(settle());
            assertThat(events).isEmpty();
            assertThat(direct).hasToString("Channel[size 0 of 0, senders 1, waiting 1, receivers 1, waiting 0]");
            assertThat(Await.on(direct.receiver().receive())).isEqualTo(1);
            assertThat(direct.receiver().tryReceive()).isNull();
            Await.on(settle());
            assertThat(direct.receiver().tryReceive()).isEqualTo(2);
            assertThat(Await.on(direct.receiver().receive())).isEqualTo(3);
            Await.on(sender);
            assertThatThrownBy(direct.receiver()::tryReceive).isInstanceOf(ChannelClosedException.class);
            return Coroutine.done();
        });
        assertThatThrownBy(() -> Channel.bounded(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sending_fails_when_nobody_receives_any_more() {
        run(() -> {
            assertThat(channel.sender().trySend(1)).isTrue();
            Task<String> waiting = Tasks.start(outcomeOfSend(channel.sender()));
            Await.on(settle());
            try (var receiver = channel.receiver()) {
                assertThat(receiver.channel()).isSameAs(channel);
            }
            assertThat(Await.on(waiting)).isEqualTo("all receivers were closed");
            assertThat(Await.on(outcomeOfSend(channel.sender()))).isEqualTo("all receivers were closed");
            assertThat(channel.size()).isZero();
            return Coroutine.done();
        });
    }

    @Test
    void closing_an_end_fails_those_who_wait_at_it_and_nobody_else() {
        run(() -> {
            Receiver<Integer> other = channel.receiver().copy();
            Task<String> first = Tasks.start(outcomeOfReceive(channel.receiver()));
            Task<String> second = Tasks.start(outcomeOfReceive(other));
            Await.on(settle());
            channel.receiver().close();
            channel.receiver().close();
            assertThat(Await.on(first)).isEqualTo("this receiver was closed");
            assertThat(second.isDone()).isFalse();
            assertThat(channel.receiversWaiting()).isEqualTo(1);
            channel.sender().close();
            assertThat(Await.on(second)).isEqualTo("all senders were closed and nothing is left");
            assertThat(Await.on(outcomeOfSend(channel.sender()))).isEqualTo("this sender was closed");
            return Coroutine.done();
        });
    }

    @Test
    void a_loop_that_is_left_closes_its_receiver() {
        run(() -> {
            Task<Void> sender = Tasks.start(sending(channel.sender(), 1));
            Await.on(firstOf(channel.receiver()));
            Await.on(settle());
            assertThat(sender.exception()).isInstanceOf(ChannelClosedException.class);
            assertThat(channel.openReceivers).isZero();
            return Coroutine.done();
        });
    }

    @Async
    private Coroutine<Integer> firstOf(Receiver<Integer> receiver) {
        for (int item : Await.each(receiver)) {
            return Coroutine.of(item);
        }
        return Coroutine.of(-1);
    }
}
