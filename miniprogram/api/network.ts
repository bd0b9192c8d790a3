/** Whether the phone itself says that it has no network. */
export async function isOffline(): Promise<boolean> {
  const { networkType } = await wx.getNetworkType();
  return networkType === 'none';
}
