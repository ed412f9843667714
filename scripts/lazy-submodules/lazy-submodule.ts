/**
 * The text of a compiled index in which one submodule is loaded when it is first used. Node remembers what it has loaded. The compiler may leave an index as it
 * was, so that the text is lazy already.
 */
export function lazySubmodule(text: string, name: string): string {
  const eager = `exports.${name} = require("./${name}");`;
  // Not defineProperty: Node would then not let ES modules import it by its name.
  const lazy = `Object.defineProperties(exports, { ${name}: { enumerable: true, configurable: true, get: () => require("./${name}") } });`;
  if (!text.includes(eager) && !text.includes(lazy)) {
    throw new Error(`the compiled index must hold the line '${eager}'; see what the compiler writes now`);
  }
  return text.replace(eager, lazy);
}

const UNCHECKED = '// @ts-nocheck\n';

/** Declarations that the compiler of a project does not check, as they name types of a library that the project need not have. */
export function uncheckedDeclarations(text: string): string {
  return text.startsWith(UNCHECKED) ? text : UNCHECKED + text;
}
