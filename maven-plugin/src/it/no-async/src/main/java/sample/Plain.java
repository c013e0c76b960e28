package sample;

import java.util.function.Supplier;

public record Plain(int number) {

    int twice() {
        Supplier<Integer> lazily = () -> 2 * number;
        return lazily.get();
    }
}
