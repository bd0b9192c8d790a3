import * as z from 'zod';
import type { Change, Site } from './change';
import { readAnswer } from './management';

const answer = z.object({
  Data: z.object({
    PermissionList: z
      .array(
        z.object({
          Resource: z.string().nullish(),
          Permission: z.string().nullish(),
          SecurityRule: z.string().nullish(),
        }),
      )
      .nullish(),
  }),
});

export interface Permission {
  permission: string;
  rule: string;
}

/** Permissions as they are, by collection, or under '' for the functions. */
export async function permissionsOf(
  { call, environment }: Pick<Site, 'call' | 'environment'>,
  kind: 'collection' | 'function',
  names?: readonly string[],
): Promise<Map<string, Permission>> {
  const { Data } = readAnswer(
    answer,
    'DescribeResourcePermission',
    await call('tcb', 'DescribeResourcePermission', {
      EnvId: environment.envId,
      ResourceType: kind,
      ...(names ? { Resources: names } : {}),
    }),
  );
  return new Map(
    (Data.PermissionList ?? []).map(({ Resource, Permission, SecurityRule }) => [
      kind === 'function' ? '' : (Resource ?? ''),
      { permission: Permission ?? '', rule: SecurityRule ?? '' },
    ]),
  );
}

/** Who may call functions: people of the mini program, and nobody the timer's. HTTP and timers do not ask it. */
export const FUNCTION_RULE = { '*': { invoke: 'auth != null' }, jobs: { invoke: false } };

const isSameRule = (written: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(written)) === JSON.stringify(FUNCTION_RULE);
  } catch {
    // What is no JSON is another rule.
    return false;
  }
};

export const hasFunctionRule = (permission: Permission | undefined): boolean =>
  permission?.permission === 'CUSTOM' && isSameRule(permission.rule);

export async function functionRuleChanges(site: Site): Promise<Change[]> {
  const found = await permissionsOf(site, 'function');
  if (hasFunctionRule(found.get(''))) return [];
  const run = async () => {
    await site.call('tcb', 'ModifyResourcePermission', {
      EnvId: site.environment.envId,
      ResourceType: 'function',
      Permission: 'CUSTOM',
      SecurityRule: JSON.stringify(FUNCTION_RULE),
    });
  };
  return [{ part: '函数权限', what: '小程序登录后可调用，jobs 不可调用', run }];
}
