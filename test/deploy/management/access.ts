import * as z from 'zod';
import { type Actions, action } from './action';
import type { Table } from './database';
import type { StoredFunction } from './functions';
import { Refused } from './refused';

export interface Route {
  Path: string;
  UpstreamResourceType: string;
  UpstreamResourceName: string;
  EnableAuth: boolean;
  EnablePathTransmission: boolean;
  Enable: boolean;
  QPSPolicy?: { QPSTotal?: number; QPSPerClient?: { LimitBy: string; LimitValue: number } };
}
export interface Domain {
  AccessType: string;
  routes: Map<string, Route>;
}
export interface Access {
  storage: string;
  functionRule: string;
  domains: Map<string, Domain>;
}

const routeParam = z.strictObject({
  Path: z.string().startsWith('/'),
  UpstreamResourceType: z.enum(['SCF', 'CBR', 'STATIC_STORE', 'WEB_SCF', 'LH']),
  UpstreamResourceName: z.string(),
  EnableAuth: z.boolean(),
  EnablePathTransmission: z.boolean(),
  Enable: z.boolean(),
  QPSPolicy: z.strictObject({ QPSTotal: z.number().optional() }).optional(),
});
const domainParam = z.strictObject({
  Domain: z.string(),
  AccessType: z.enum(['DIRECT', 'CDN', 'CUSTOM']).optional(),
  Routes: z.array(routeParam).default([]),
});

/** A rule needs a function's name or *, and an expression or a boolean behind it. */
const functionRule = z.record(z.string(), z.strictObject({ invoke: z.union([z.boolean(), z.string()]) }));

/** Permissions, the storage rule and HTTP routes. */
export function accessActions(
  envId: string,
  access: Access,
  tables: Map<string, Table>,
  functions: Map<string, StoredFunction>,
): Actions {
  const env = { EnvId: z.literal(envId) };
  const bucket = { ...env, Bucket: z.literal('bucket-double') };
  const domainOf = (name: string): Domain => {
    const found = access.domains.get(name);
    if (!found) throw new Refused('ResourceNotFound', `Domain ${name} does not exist.`);
    return found;
  };
  const take = (host: Domain, routes: z.infer<typeof routeParam>[]) => {
    for (const route of routes) {
      if (route.UpstreamResourceType === 'SCF' && !functions.has(route.UpstreamResourceName))
        throw new Refused('ResourceNotFound', `Function ${route.UpstreamResourceName} does not exist.`);
      host.routes.set(route.Path, route);
    }
  };
  return {
    DescribeResourcePermission: action({
      params: z.strictObject({
        ...env,
        ResourceType: z.enum(['collection', 'function']),
        Resources: z.array(z.string()).max(100).optional(),
      }),
      run({ ResourceType, Resources = [] }) {
        const list =
          ResourceType === 'function'
            ? [{ Permission: 'CUSTOM', SecurityRule: access.functionRule }]
            : Resources.flatMap((Resource) => {
                const table = tables.get(Resource);
                return table ? [{ Resource, Permission: table.permission }] : [];
              });
        return { Data: { TotalCount: list.length, PermissionList: list } };
      },
    }),
    ModifyResourcePermission: action({
      params: z.strictObject({
        ...env,
        ResourceType: z.enum(['collection', 'function']),
        Resource: z.string().optional(),
        Permission: z.enum(['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY', 'CUSTOM']),
        SecurityRule: z.string().optional(),
      }),
      run({ ResourceType, Resource = '', Permission, SecurityRule = '' }) {
        if (ResourceType === 'function') {
          if (!functionRule.safeParse(JSON.parse(SecurityRule)).success)
            throw new Refused('InvalidParameter.SecurityRule', 'The rule is not one of functions.');
          access.functionRule = SecurityRule;
        } else {
          const table = tables.get(Resource);
          if (!table) throw new Refused('ResourceNotFound', `Collection ${Resource} does not exist.`);
          table.permission = Permission;
        }
        return { Data: { Success: true } };
      },
    }),
    DescribeStorageSafeRule: action({
      params: z.strictObject(bucket),
      run: () => ({ AclTag: access.storage }),
    }),
    ModifyStorageSafeRule: action({
      params: z.strictObject({
        ...bucket,
        AclTag: z.enum(['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY']),
      }),
      run({ AclTag }) {
        access.storage = AclTag;
        return {};
      },
    }),
    DescribeHTTPServiceRoute: action({
      params: z.strictObject({ ...env, Offset: z.number(), Limit: z.number().max(1000) }),
      run: () => ({
        OriginDomain: 'origin.double',
        TotalCount: access.domains.size,
        Domains: [...access.domains].map(([name, { AccessType, routes }]) => ({
          Domain: name,
          AccessType,
          Enable: true,
          Status: 'SUCCESS',
          DNSStatus: 'OK',
          Routes: [...routes.values()],
        })),
      }),
    }),
    CreateHTTPServiceRoute: action({
      params: z.strictObject({ ...env, Domain: domainParam }),
      run({ Domain: { Domain: name, Routes } }) {
        const host = domainOf(name);
        const known = Routes.find(({ Path }) => host.routes.has(Path));
        if (known) throw new Refused('ResourceInUse', `Path ${known.Path} exists already.`);
        take(host, Routes);
        return {};
      },
    }),
    ModifyHTTPServiceRoute: action({
      params: z.strictObject({ ...env, Domain: domainParam }),
      run({ Domain: { Domain: name, AccessType, Routes } }) {
        const host = domainOf(name);
        const unknown = Routes.find(({ Path }) => !host.routes.has(Path));
        if (unknown) throw new Refused('ResourceNotFound', `Path ${unknown.Path} does not exist.`);
        host.AccessType = AccessType ?? host.AccessType;
        take(host, Routes);
        return {};
      },
    }),
    DeleteHTTPServiceRoute: action({
      params: z.strictObject({ ...env, Domain: z.string(), Paths: z.array(z.string()).min(1) }),
      run({ Domain: name, Paths }) {
        for (const path of Paths) domainOf(name).routes.delete(path);
        return {};
      },
    }),
  };
}
