// All problems of all classes are reported with path and line before the build fails; the other classes are done.
def log = new File(basedir, 'build.log').text
def source = { String name -> new File(basedir, "src/main/java/sample/$name").path }
assert log.contains("[ERROR] ${source('Locked.java')}:13: error: [await-holding-monitor] ")
assert log.contains("[ERROR] ${source('Locked.java')}:18: error: [await-outside-async] ")
assert log =~ /(?m)^\[ERROR\] \Q${source('deep/Wrong.java')}\E(:1[12345])?: error: \[async-return-type\] /
assert log.contains('3 problems in asynchronous code')
assert log.contains('transformed 1 of 4 classes')
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
