// Warnings are logged with path and line, also of a class that is not transformed; they fail the build only if told to.
def builds = new File(basedir, 'build.log').text.split(/(?m)^\[INFO\] Scanning for projects/).tail()
def source = { String name -> new File(basedir, "src/main/java/sample/$name").path }
def warnings = [
    "[WARNING] ${source('Slow.java')}:12: warning: [blocking-call] Thread.sleep ",
    "[WARNING] ${source('Main.java')}:6: warning: [dropped-coroutine] ",
]
assert builds.length == 3
warnings.each { warning ->
    assert builds[0].contains(warning)
    assert builds[1].contains(warning)
    assert !builds[2].contains(warning)
}
assert builds.every { it.contains('transformed 1 of 2 classes') }
assert builds[1].contains('2 warnings in asynchronous code')
