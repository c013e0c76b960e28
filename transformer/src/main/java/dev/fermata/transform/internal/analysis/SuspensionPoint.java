package dev.fermata.transform.internal.analysis;

import dev.fermata.transform.internal.asm.TypeState;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One await of a normalised method: what is awaited is alone on the operand stack.
 *
 * @param number its number in the order of the code, from 1: the state in which the method is suspended there
 * @param call the call of {@code Await.on}
 * @param line its source line, or 0
 * @param live the types of the local variables that are read later; all others are unusable
 */
public record SuspensionPoint(int number, MethodInsnNode call, int line, TypeState live) {}
