// Each module transforms its own classes, once; a module without classes is no problem.
def log = new File(basedir, 'build.log').text
assert log.count('transformed 1 of 1 classes') == 2
assert log.count('nothing to transform (1 classes up to date)') == 2
assert run('application.Main', new File(basedir, 'library/target/classes'), new File(basedir, 'application/target/classes'))
        .trim() == 'hello world'

/** Runs a main class in a JVM of its own; returns what it prints. */
def run(String main, File... classes) {
    def runtime = new File(localRepositoryPath,
            "dev/fermata/fermata-runtime/$fermataVersion/fermata-runtime-${fermataVersion}.jar")
    assert runtime.file
    def classPath = ([runtime] + classes.toList()).join(File.pathSeparator)
    def java = new File(System.getProperty('java.home'), 'bin/java').path
    return new ProcessBuilder(java, '-cp', classPath, main).redirectErrorStream(true).start().inputStream.text
}
