import * as fs from 'fs';
import { parseAllDocuments } from 'yaml';
import { readHocon } from './hocon';
import { Deployment, KubeObject, objectId } from '../lib/checks';
import { configFiles } from '../lib/checks/config-files';
import { at, distinct, textsAt, Tree } from '../lib/checks/read';
import { yamlFiles } from '../scripts/manifests';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const WORKLOADS = ['Deployment', 'StatefulSet'];

/** The objects in a folder of manifests, as `cdk8s synth` leaves them there, or in one file. */
export function readObjects(place: string): KubeObject[] {
  const files = filesOf(place).map((file) => ({ file, objects: objectsOf(file) }));
  const objects = files.flatMap((file) => file.objects);
  if (objects.length === 0) {
    throw new Error(`${place} holds no manifests; synthesize first (cdk8s synth), or name the folder that it wrote to`);
  }
  requireOneSynthesis(files);
  return objects;
}

/** The manifests in a folder, as `cdk8s synth` leaves them there, or in one file. */
export function readDeployment(place: string): Deployment {
  const objects = readObjects(place);
  const makers = objects.map((object) => textsAt(object, 'metadata', 'labels')[MANAGED_BY]);
  if (!makers.includes('cdk8s-canton')) {
    const others = distinct(makers.map((maker) => maker ?? 'nobody'));
    throw new Error(`none of the ${objects.length} objects in ${place} was made by cdk8s-canton: label ${MANAGED_BY} must be cdk8s-canton, got ${others.join(', ')}; `
      + 'name a folder with manifests of its services, with the labels that it gave them');
  }
  return deploymentOf(objects);
}

/** Manifests with the configuration files in them. */
export function deploymentOf(objects: readonly KubeObject[]): Deployment {
  return Deployment.of(objects, new Map(configFiles(objects).map(([name, text]) => [name, configOf(name, text)])));
}

function configOf(name: string, text: string): Tree {
  try {
    return readHocon(text);
  } catch (error) {
    throw new Error(`ConfigMap ${name} cannot be read: ${(error as Error).message}; write the manifests anew with cdk8s synth`);
  }
}

/** Workloads that are there twice would be drawn, and explained, as if twice as many ran. */
function requireOneSynthesis(files: readonly { readonly file: string; readonly objects: readonly KubeObject[] }[]): void {
  const seen = new Map<string, string>();
  for (const { file, objects } of files) {
    for (const id of objects.filter(({ kind }) => WORKLOADS.includes(kind)).map(objectId)) {
      if (seen.has(id)) {
        throw new Error(`${id} is in ${seen.get(id)} and again in ${file}; name the folder, or the file, of one synthesis`);
      }
      seen.set(id, file);
    }
  }
}

function filesOf(place: string): string[] {
  if (!fs.existsSync(place)) {
    throw new Error(`${place} does not exist; synthesize first (cdk8s synth), or name the folder that it wrote to`);
  }
  if (!fs.statSync(place).isDirectory()) {
    return [place];
  }
  return yamlFiles(place);
}

function objectsOf(file: string): KubeObject[] {
  return parseAllDocuments(fs.readFileSync(file, 'utf8')).flatMap((document) => {
    const [error] = document.errors ?? [];
    if (error !== undefined) {
      const [where, what] = [error.linePos?.[0].line ?? 1, error.message.split(/ at line \d+/)[0]];
      throw new Error(`${file}:${where} is not YAML: ${what}; write the manifests anew with cdk8s synth`);
    }
    const value: unknown = document.toJS();
    return typeof at(value, 'kind') === 'string' ? [value as KubeObject] : [];
  });
}
