import { configFiles, Configs, Deployment, KubeObject } from '../checks';
import { refuse } from '../model/validation';

/** Reads HOCON that somebody else wrote. Whoever uses the plugin installs it beside: the library itself never parses. */
const PARSER = '@pushcorn/hocon-parser';

/** Judges need configuration as trees: parses every `.conf` file of the ConfigMaps among the manifests. */
export async function deploymentOf(objects: readonly KubeObject[]): Promise<Deployment> {
  const configs: Configs = new Map(await Promise.all(configFiles(objects).map(async ([key, text]) => [key, await parseHocon(text)] as const)));
  return Deployment.of(objects, configs);
}

/** Text in quotes and comments, which hold no substitutions, or a substitution. */
const SUBSTITUTION = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|(?:#|\/\/)[^\n]*|\$\{\??([\w.-]+)\}/g;

/** Stands for `${` where the parser must not see it: a character that no text has. */
const HIDDEN = '\uE000';

/** HOCON as a plain tree. The parser would look for the values of substitutions; they stay what they are: the text `${NAME}`. */
export async function parseHocon(text: string): Promise<{ [key: string]: unknown }> {
  const hidden = text.replace(SUBSTITUTION, (match, name?: string) => (name === undefined ? match : `"${HIDDEN}${name}}"`));
  const tree = await parser()({ text: hidden, strict: true });
  return JSON.parse(JSON.stringify(tree).split(HIDDEN).join('${')) as { [key: string]: unknown };
}

function parser(): (options: { text: string; strict: boolean }) => Promise<unknown> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return (require(PARSER) as { parse: (options: { text: string; strict: boolean }) => Promise<unknown> }).parse;
  } catch {
    return refuse(`CantonValidation: ${PARSER} is not installed; add it: npm install --save-dev ${PARSER}`);
  }
}
