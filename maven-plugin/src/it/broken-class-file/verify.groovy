// Each broken file is named, the others are done, and the build fails.
def log = new File(basedir, 'build.log').text
['Garbage', 'Truncated'].each {
    def file = new File(basedir, "target/classes/sample/${it}.class").path
    assert log.contains("[ERROR] $file: error: [broken-class-file] ")
}
assert log.contains('2 problems in asynchronous code')
assert log.contains('transformed 1 of 3 classes')
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
