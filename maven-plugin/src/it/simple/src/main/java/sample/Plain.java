package sample;

public record Plain(int number) {

    int twice() {
        return 2 * number;
    }
}
