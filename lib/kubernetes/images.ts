import { k8s } from 'cdk8s-plus-27';
import { IConstruct } from 'constructs';

/** What the pods of each construct need to have pulled, for the image puller. */
export interface PulledImages {
  readonly images: string[];
  readonly pullSecrets: string[];
}

const PODS = new WeakMap<IConstruct, PulledImages[]>();

/** Remembers the images of a construct's pods. */
export function rememberImages(owner: IConstruct, { spec }: k8s.PodTemplateSpec): void {
  const images = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(({ image }) => image!);
  const pullSecrets = (spec?.imagePullSecrets ?? []).map(({ name }) => name!);
  PODS.set(owner, [...(PODS.get(owner) ?? []), { images, pullSecrets }]);
}

/** All images below a construct, each once, in order. */
export function imagesBelow(scope: IConstruct): PulledImages {
  const all = scope.node.findAll().flatMap((construct) => PODS.get(construct) ?? []);
  const once = (names: string[]) => [...new Set(names)].sort();
  return { images: once(all.flatMap(({ images }) => images)), pullSecrets: once(all.flatMap(({ pullSecrets }) => pullSecrets)) };
}
