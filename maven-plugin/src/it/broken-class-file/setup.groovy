// Resources that claim to be class files.
def folder = new File(basedir, 'src/main/resources/sample')
folder.mkdirs()
new File(folder, 'Garbage.class').text = 'no class file at all'
new File(folder, 'Truncated.class').bytes = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61, 0, 10, 1] as byte[]
return true
