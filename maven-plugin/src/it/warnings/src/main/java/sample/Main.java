package sample;

public final class Main {

    public static void main(String[] args) throws InterruptedException {
        Slow.greet("world");
    }
}
