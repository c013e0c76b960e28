// An asynchronous method in a test runs, and is transformed once; the missing main classes are not worth a word.
def log = new File(basedir, 'build.log').text
assert log.count('transformed 1 of 1 classes') == 1
assert log.count('nothing to transform') == 1
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') >= 2
