import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';

/** The parts of a Kubernetes object that the scripts look at. */
export interface KubeObject {
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: {
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
  };
}

export interface PodTemplate {
  readonly spec?: PodSpec;
}

export interface PodSpec {
  readonly initContainers?: { readonly image?: string }[];
  readonly containers?: { readonly image?: string }[];
  readonly imagePullSecrets?: { readonly name: string }[];
}

/** One YAML file and the Kubernetes objects in it. */
export interface ManifestFile {
  readonly path: string;
  readonly objects: KubeObject[];
}

/** Every YAML file under a folder that holds at least one Kubernetes object, by path. */
export function readManifests(folder: string): ManifestFile[] {
  return yamlFiles(folder)
    .map(file => ({ path: file, objects: parseObjects(fs.readFileSync(file, 'utf8')) }))
    .filter(file => file.objects.length > 0);
}

/** The paths of all YAML files in a folder and below, in order. */
export function yamlFiles(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name)).sort().map(name => path.join(folder, name));
}

function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(value => typeof value?.kind === 'string');
}
