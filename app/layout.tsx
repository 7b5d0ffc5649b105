import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "@/components/desk/desk.css";

export const metadata: Metadata = {
  title: { default: "Desk", template: "%s · Drawbridge desk" },
  robots: { index: false, follow: false },
  icons: { icon: "/favicon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** The frame of the desk and of sign-in. Public pages are route handlers and bring their own. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
