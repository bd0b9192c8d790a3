import { BlockList, isIPv6 } from 'node:net';

/**
 * Whether a phone's address lies in one of the hall's networks: a sign of the room beside the code, which can be handed
 * on. Null where the college names none, or WeChat no address. HALL_NETWORKS: as `10.20.0.0/16 2001:da8::/32`.
 */
export function isOnHallNetwork(address: string): boolean | null {
  const networks = (process.env.HALL_NETWORKS ?? '').split(' ').filter(Boolean);
  if (networks.length === 0 || address === '') return null;
  return listOf(networks).check(address, familyOf(address));
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits = ''] = network.split('/');
    list.addSubnet(base, Number(bits), familyOf(base));
  }
  return list;
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
