/** An id, an address, a name from another system: keeps its own direction in any sentence. */
export function Code({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className="font-mono text-xs break-all">
      {children}
    </bdi>
  );
}
