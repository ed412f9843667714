import { KubeObject, ManifestFile } from './manifests';
import { createCommand, createPullCommand, pullSecrets, requiredSecrets } from './secrets';

/** What was written where, and which Secrets the user must bring. */
export function summarize(files: ManifestFile[]): string {
  const objects = files.flatMap(file => file.objects);
  return [
    `${counted(objects.length, 'object')} in ${counted(files.length, 'file')}`,
    section('Objects by kind', columns(countByKind(objects))),
    section('Files', columns(files.map(file => [file.path, counted(file.objects.length, 'object')]))),
    section('Secrets to create before you apply the manifests', secretLines(objects)),
  ].filter(text => text !== '').join('\n\n');
}

function countByKind(objects: KubeObject[]): [string, string][] {
  const kinds = objects.map(object => object.kind);
  return [...new Set(kinds)].sort().map(kind => [kind, String(kinds.filter(other => other === kind).length)]);
}

/** Each Secret with its keys, what they are for, and the command that makes it. */
export function secretLines(objects: KubeObject[]): string[] {
  const required = requiredSecrets(objects).flatMap(secret => [
    `${secret.namespace}/${secret.name}`,
    ...indented(columns(secret.keys.map(({ key, purpose }) => [key, purpose]))),
    ...indented([createCommand(secret)]),
  ]);
  const pull = pullSecrets(objects).flatMap(secret => [
    `${secret.namespace}/${secret.name}`,
    ...indented([`credentials with which the cluster pulls images from ${secret.registry}`, createPullCommand(secret)]),
  ]);
  return [...required, ...pull];
}

function section(title: string, lines: string[]): string {
  return lines.length === 0 ? '' : [title, ...indented(lines)].join('\n');
}

function indented(lines: string[]): string[] {
  return lines.map(line => `  ${line}`);
}

function columns(rows: [string, string][]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
