// The second run writes nothing, and what the first one wrote does not make the compiler start again.
def log = new File(basedir, 'build.log').text
def first = log.indexOf('transformed 1 of 2 classes')
def compiler = log.indexOf('Nothing to compile')
def second = log.indexOf('nothing to transform (2 classes up to date)')
assert first >= 0 && first < compiler && compiler < second
assert log.count('transformed 1 of 2 classes') == 1
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
