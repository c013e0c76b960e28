package sample;

/** Has nothing asynchronous in it. */
public final class Plain {

    private Plain() {}

    public static void main(String[] args) {
        System.out.println("plain");
    }
}
