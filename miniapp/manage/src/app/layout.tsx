import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { EARLY } from '@/shared/early';
import { Dashboard } from './dashboard';
import './page.css';

export const metadata: Metadata = { title: 'Dashboard', robots: { index: false } };
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <meta name="color-scheme" content="light dark" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: written by us, and named in the policy by its hash */}
        <script dangerouslySetInnerHTML={{ __html: EARLY }} />
      </head>
      <body>
        <Dashboard>{children}</Dashboard>
      </body>
    </html>
  );
}
