import { type Call, openManagement } from '../../../dev/deploy/management';
import { ManagementDouble } from './double';

// The double is as strict as the documents, or a green deployment would say nothing.
let cloud: ManagementDouble;
let call: Call;
beforeEach(async () => {
  cloud = new ManagementDouble({ mostIndexes: 2 });
  await cloud.start();
  const { envId, secretId, secretKey } = cloud;
  call = openManagement({ envId, region: 'ap-shanghai', secretId, secretKey });
});
afterEach(() => cloud.stop());

const table = {
  EnvId: 'linjiang-1a2b3c',
  MongoConnector: { DatabaseName: 'tnt-double', InstanceId: 'flexdb' },
  TableName: 'people',
};
const index = (name: string, direction = '1') => ({
  IndexName: name,
  MgoKeySchema: { MgoIndexKeys: [{ Name: name, Direction: direction }], MgoIsUnique: false },
});
const fn = { FunctionName: 'case', Namespace: 'fn-double' };
/** Begins as a zip file does, and is as long as base64. */
const zipOf = (length: number) => 'UEsDBA'.padEnd(length, 'A');
const made = {
  ...fn,
  Handler: 'index.main',
  Runtime: 'Nodejs20.19',
  Timeout: 20,
  MemorySize: 256,
  Environment: { Variables: [] },
  Description: '',
  InstallDependency: 'FALSE',
  Role: 'TCB_QcsRole',
  Stamp: 'MINI_QCBASE',
  Code: { ZipFile: zipOf(8) },
};

test.each<[string, 'tcb' | 'scf', string, object, string]>([
  ['an action that nobody knows', 'tcb', 'CreateEverything', {}, 'InvalidAction'],
  ['an action of the other service', 'tcb', 'GetFunction', fn, 'InvalidAction'],
  ['a field that is none', 'tcb', 'CreateTable', { ...table, Public: true }, 'UnknownParameter'],
  ['another environment', 'tcb', 'CreateTable', { ...table, EnvId: 'other' }, 'UnknownParameter'],
  ['a missing table', 'tcb', 'DescribeTable', table, 'ResourceNotFound.TableNotFound'],
  ['a missing function', 'scf', 'GetFunction', fn, 'ResourceNotFound.Function'],
  [
    'a rule without a function name',
    'tcb',
    'ModifyResourcePermission',
    {
      EnvId: table.EnvId,
      ResourceType: 'function',
      Permission: 'CUSTOM',
      SecurityRule: '{"invoke":true}',
    },
    'InvalidParameter.SecurityRule',
  ],
])('refuses %s', async (_, service, action, params, code) => {
  await expect(call(service, action, params)).rejects.toMatchObject({ code });
});

test('refuses what is there already, a direction that is a number, and more indexes than the quota', async () => {
  await call('tcb', 'CreateTable', table);
  await expect(call('tcb', 'CreateTable', table)).rejects.toMatchObject({ code: 'ResourceInUse' });
  const make = (...indexes: object[]) => call('tcb', 'UpdateTable', { ...table, CreateIndexes: indexes });
  await make(index('a'));
  await expect(make(index('a'))).rejects.toMatchObject({ code: 'ResourceInUse' });
  await expect(
    make({ ...index('b'), MgoKeySchema: { MgoIndexKeys: [{ Name: 'b', Direction: 1 }] } }),
  ).rejects.toMatchObject({ code: 'UnknownParameter' });
  await make(index('b', '-1'));
  await expect(make(index('c'))).rejects.toMatchObject({ code: 'LimitExceeded.IndexLimit' });
});

test.each([
  ['2 MB of zip as base64', { Code: { ZipFile: zipOf(2_097_152) } }, null],
  ['more than that', { Code: { ZipFile: zipOf(2_097_156) } }, 'UnknownParameter'],
  ['memory between two steps', { MemorySize: 192 }, 'UnknownParameter'],
  ['more than 900 seconds', { Timeout: 901 }, 'UnknownParameter'],
])('a function with %s', async (_label, changes, code) => {
  const asked = call('scf', 'CreateFunction', { ...made, ...changes });
  if (code === null) await asked;
  else await expect(asked).rejects.toMatchObject({ code: code });
});

test('a function that is busy takes no change until it is done', async () => {
  await call('scf', 'CreateFunction', made);
  await expect(call('scf', 'UpdateFunctionConfiguration', { ...fn, Timeout: 60 })).rejects.toMatchObject({
    code: 'FailedOperation.UpdateFunctionCode',
  });
  for (const status of ['Updating', 'Updating', 'Active'])
    expect(await call('scf', 'GetFunction', fn)).toMatchObject({ Status: status });
  await call('scf', 'UpdateFunctionConfiguration', { ...fn, Timeout: 60 });
});
