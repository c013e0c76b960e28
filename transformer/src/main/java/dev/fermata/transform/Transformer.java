package dev.fermata.transform;

import dev.fermata.transform.internal.ClassPipeline;
import dev.fermata.transform.internal.scan.ConstantPoolScan;

/**
 * Rewrites the asynchronous methods of class files into resumable state machines. Stateless and thread-safe.
 *
 * <p>The same input always gives the same output. No class is ever loaded. A class that was transformed before, or that
 * has nothing asynchronous in it, is {@link TransformResult.Unchanged}.
 */
public final class Transformer {

    /** Makes a transformer. */
    public Transformer() {}

    /** As {@link #transform(byte[], ClassSource)}, without a look at other classes. */
    public TransformResult transform(byte[] classFile) {
        return transform(classFile, ClassSource.NONE);
    }

    /**
     * Transforms one class file. Never throws because of its contents: what is wrong with it comes as
     * {@link TransformResult.Rejected}.
     *
     * @param others where the classes are found that this one mentions; they are read only to see which methods have an
     *     awaitable twin, and which classes are not accessible
     */
    public TransformResult transform(byte[] classFile, ClassSource others) {
        ConstantPoolScan.Mention mention = ConstantPoolScan.strongestIn(classFile);
        return mention == ConstantPoolScan.Mention.NOTHING
                ? new TransformResult.Unchanged()
                : ClassPipeline.run(classFile, mention, others);
    }
}
