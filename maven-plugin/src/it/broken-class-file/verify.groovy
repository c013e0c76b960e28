// Each broken file is named, the others are done, and the build fails.
def log = new File(basedir, 'build.log').text
[Garbage: 'broken-class-file', Truncated: 'broken-class-file', Unheard: 'unsupported-class-version'].each {
    def file = new File(basedir, "target/classes/sample/${it.key}.class").path
    assert log.contains("[ERROR] $file: error: [${it.value}] ")
}
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
