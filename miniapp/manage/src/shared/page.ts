import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { address } from './ui/links';

/** What the address says, and a way to say it otherwise without another step back. */
export function useQueryPart(name: string): [string, (value: string) => void] {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const set = (value: string) => {
    const others = new URLSearchParams(query);
    others.delete('shop');
    if (value) others.set(name, value);
    else others.delete(name);
    router.replace(address(`${path}${path.endsWith('/') ? '' : '/'}?${others}`), { scroll: false });
  };
  return [query.get(name) ?? '', set];
}
