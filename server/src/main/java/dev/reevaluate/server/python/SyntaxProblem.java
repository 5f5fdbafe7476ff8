package dev.reevaluate.server.python;

/**
 * A program that does not compile.
 *
 * @param explanation the line and what is wrong with it
 */
public record SyntaxProblem(PythonProgram program, String explanation) {}
