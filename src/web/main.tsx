import "./style/fonts.css";
import "./style/mantine-parts.css";
import "./style/tokens.css";
import "./style/mantine.css";
import "./style/base.css";
import "./style/words.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./data/client.ts";
import { makeRouter } from "./routes.ts";
import { THEME } from "./theme.ts";

// A newer Parley was started under this window: its files have other names now. Once, so that a lost file is no loop.
window.addEventListener("vite:preloadError", (event) => {
  if (sessionStorage.getItem("parley-loaded-anew") === event.payload.message) return;
  sessionStorage.setItem("parley-loaded-anew", event.payload.message);
  event.preventDefault();
  location.reload();
});

const queries = makeQueryClient();
const router = makeRouter(queries);
const place = document.getElementById("root");
if (place === null) throw new Error("Parley bug: the page has no place for the window");

// The variables and classes that Mantine would write into style elements are files of ours: see style/mantine.css.
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={THEME} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
