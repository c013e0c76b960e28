package dev.fermata.transform.internal.emit;

import org.objectweb.asm.tree.LabelNode;

/**
 * Some instructions in a row.
 *
 * @param from in front of the first
 * @param to behind the last
 */
record CodeRange(LabelNode from, LabelNode to) {}
