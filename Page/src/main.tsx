import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { session } from "./store/session";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
void session.start();
