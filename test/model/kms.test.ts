import { Lazy } from 'aws-cdk-lib';
import { AwsKmsOptions, GcpKmsOptions, Kms, KmsKeys } from '../../lib/model/kms';

const AWS: AwsKmsOptions = { region: 'eu-central-1', keys: KmsKeys.wrapped('alias/canton') };
const GCP: GcpKmsOptions = { locationId: 'europe-west3', projectId: 'bank', keyRingId: 'canton', keys: KmsKeys.external() };

test('wrapped keys name their wrapper key, external keys have none', () => {
  expect(KmsKeys.wrapped('arn:aws:kms:eu-central-1:123456789012:key/abc').wrapperKeyId).toBe('arn:aws:kms:eu-central-1:123456789012:key/abc');
  expect(KmsKeys.external().wrapperKeyId).toBeUndefined();
});

test('on AWS it keeps its options and its keys', () => {
  const options = { ...AWS, auditLogging: true, multiRegionKey: true, endpointOverride: 'https://vpce-1.kms.eu-central-1.vpce.amazonaws.com' };
  const kms = Kms.aws(options);
  expect(kms._aws).toEqual(options);
  expect(kms._gcp).toBeUndefined();
  expect(kms._keys.wrapperKeyId).toBe('alias/canton');
});

test('on Google Cloud it keeps its options and its keys', () => {
  const kms = Kms.gcp(GCP);
  expect(kms._gcp).toEqual(GCP);
  expect(kms._aws).toBeUndefined();
  expect(kms._keys).toBe(GCP.keys);
});

test.each<[string, () => unknown, string]>([
  ['an empty wrapper key', () => KmsKeys.wrapped(' '), 'KMS wrapper key id must not be empty'],
  ['an empty region', () => Kms.aws({ ...AWS, region: '' }), 'KMS region must not be empty'],
  [
    'an endpoint without TLS', () => Kms.aws({ ...AWS, endpointOverride: 'http://kms' }),
    "KMS endpoint must be a URL that starts with https://, got 'http://kms'",
  ],
  ['an empty location', () => Kms.gcp({ ...GCP, locationId: '' }), 'KMS location must not be empty'],
  ['an empty project', () => Kms.gcp({ ...GCP, projectId: '' }), 'KMS project must not be empty'],
  ['an empty key ring', () => Kms.gcp({ ...GCP, keyRingId: '' }), 'KMS key ring must not be empty'],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test('refuses a key whose ARN is known only later', () => {
  const arn = Lazy.string({ produce: () => 'arn' });
  expect(() => KmsKeys.wrapped(arn)).toThrow(new Error(
    `KMS wrapper key id is an unresolved token, got '${arn}'; synthesis knows no value for it: use one that is fixed, or a prop that takes a SecretKey (SecretKey.of)`,
  ));
});
