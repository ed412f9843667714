import { existsSync, readFileSync } from 'fs';
import { refuse } from '../model/validation';

/**
 * The outputs of deployed stacks, as `cdk deploy --outputs-file <file>` writes them. The file is kept with the manifests' source: synthesis asks no account, and
 * the same file makes the same manifests.
 */
export class StackOutputs {
  /** The outputs in a JSON file. */
  public static fromFile(path: string): StackOutputs {
    if (!existsSync(path)) {
      refuse(`stack outputs: there is no file '${path}'; write it with: cdk deploy --outputs-file ${path}`);
    }
    return new StackOutputs(path, parsed(readFileSync(path, 'utf8')) ?? refuse(
      `stack outputs: file '${path}' must hold an object of stacks in JSON, which it does not; write it anew with: cdk deploy --outputs-file ${path}`,
    ));
  }

  private constructor(private readonly path: string, private readonly outputs: { [stack: string]: { [output: string]: string } }) {}

  /**
   * The value of an output.
   *
   * @param stack name of the stack
   * @param output key of the output
   */
  public valueOf(stack: string, output: string): string {
    const outputs = this.outputs[stack]
      ?? refuse(`stack outputs: stack must be one of ${names(this.outputs)} in '${this.path}', got '${stack}'; deploy it with --outputs-file`);
    return outputs[output]
      ?? refuse(`stack outputs: output of stack '${stack}' must be one of ${names(outputs)} in '${this.path}', got '${output}'; deploy it with --outputs-file`);
  }
}

function parsed(text: string): { [stack: string]: { [output: string]: string } } | undefined {
  try {
    const outputs = JSON.parse(text);
    return typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs) ? outputs : undefined;
  } catch {
    return undefined;
  }
}

function names(outputs: object): string {
  return Object.keys(outputs).join(', ') || 'nothing';
}
