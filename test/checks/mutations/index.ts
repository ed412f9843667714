import { AVAILABILITY } from './availability';
import { DAML_AND_CANTON } from './daml-and-canton';
import { DATABASES } from './databases';
import { MANIFESTS } from './manifests';
import { Mutations } from './mutation';
import { RESOURCES } from './resources';
import { SECURITY } from './security';

/** Ways to break each rule. */
export const MUTATIONS: Mutations = { ...AVAILABILITY, ...DAML_AND_CANTON, ...DATABASES, ...MANIFESTS, ...RESOURCES, ...SECURITY };
