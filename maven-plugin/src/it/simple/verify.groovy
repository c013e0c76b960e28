// The transformed program runs.
def log = new File(basedir, 'build.log').text
assert log.contains('transformed 1 of 2 classes')
assert log.contains('sample.Hello')
assert run('sample.Hello', new File(basedir, 'target/classes')).trim() == 'hello world'

/** Runs a main class in a JVM of its own; returns what it prints. */
def run(String main, File... classes) {
    def runtime = new File(localRepositoryPath,
            "dev/fermata/fermata-runtime/$fermataVersion/fermata-runtime-${fermataVersion}.jar")
    assert runtime.file
    def classPath = ([runtime] + classes.toList()).join(File.pathSeparator)
    def java = new File(System.getProperty('java.home'), 'bin/java').path
    return new ProcessBuilder(java, '-cp', classPath, main).redirectErrorStream(true).start().inputStream.text
}
