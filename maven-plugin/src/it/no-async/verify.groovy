// Not a byte is touched.
import static groovy.io.FileType.FILES

def log = new File(basedir, 'build.log').text
assert log =~ /nothing to transform \(\d classes up to date\)/
def before = new File(basedir, 'target/before')
def after = new File(basedir, 'target/classes')
def names = []
before.eachFileRecurse(FILES) { names << before.relativePath(it) }
assert names.contains('sample/Plain.class') && names.contains('module-info.class')
names.each { assert new File(before, it).bytes == new File(after, it).bytes }
assert !after.listFiles().any { it.name.endsWith('.tmp') }
