// The class stays as the compiler made it, and says so when it runs.
def log = new File(basedir, 'build.log').text
assert log.count('skipped (fermata.skip)') == 2
assert run('sample.Hello', new File(basedir, 'target/classes')).contains('NotInstrumentedException')

/** Runs a main class in a JVM of its own; returns what it prints. */
def run(String main, File... classes) {
    def runtime = new File(localRepositoryPath,
            "dev/fermata/fermata-runtime/$fermataVersion/fermata-runtime-${fermataVersion}.jar")
    assert runtime.file
    def classPath = ([runtime] + classes.toList()).join(File.pathSeparator)
    def java = new File(System.getProperty('java.home'), 'bin/java').path
    return new ProcessBuilder(java, '-cp', classPath, main).redirectErrorStream(true).start().inputStream.text
}
