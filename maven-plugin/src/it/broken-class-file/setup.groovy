// Resources that claim to be class files.
def folder = new File(basedir, 'src/main/resources/sample')
folder.mkdirs()
new File(folder, 'Garbage.class').text = 'no class file at all'
new File(folder, 'Truncated.class').bytes = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 61, 0, 10, 1] as byte[]

// Of a version from the far future, with nothing in it but the name of the annotation.
def name = 'Ldev/fermata/Async;'.bytes
def header = [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 200, 0, 2, 1, 0, name.length] as byte[]
new File(folder, 'Unheard.class').bytes = (header.toList() + name.toList()) as byte[]
return true
