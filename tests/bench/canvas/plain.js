/** Shows a flow on a plain canvas when the bench says which. */
import { mount } from "svelte";
import Plain from "./Plain.svelte";

globalThis.show = (flow) => mount(Plain, { target: document.body, props: { flow } });
