/** Rewrites classes with async methods into resumable state machines. */
module dev.fermata.transformer {
    requires static org.jspecify;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.tree.analysis;

    exports dev.fermata.transform;
}
