import { KubeObject, readManifests } from '../../scripts/manifests';
import { Kubectl } from '../control-plane/kubectl';

const APPLY = ['apply', '--server-side', '--validate=strict', '--field-manager=gitops'];

/** Applies a folder as a GitOps agent does. Returns what the server refused or warned of, by object; empty where all is well. */
export function apply(kubectl: Kubectl, folder: string): string[] {
  const { status, stderr } = kubectl.try([...APPLY, '-f', folder]);
  return status === 0 && stderr === '' ? [] : rejections(kubectl, folder);
}

/** Applies objects one by one: for some errors the server does not say whose they are. */
export function rejections(kubectl: Kubectl, folder: string): string[] {
  return readManifests(folder).flatMap(file => file.objects).flatMap(object => {
    const { status, stderr } = kubectl.try([...APPLY, '-f', '-'], JSON.stringify(object));
    return status === 0 && stderr === '' ? [] : [`${nameOf(object)}: ${stderr.trim()}`];
  });
}

/** What a further apply would change, as a diff. */
export function differences(kubectl: Kubectl, folder: string): string {
  const { stdout, stderr } = kubectl.try(['diff', '--server-side', '--field-manager=gitops', '-f', folder]);
  return stdout + stderr;
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata?.name}`;
}
