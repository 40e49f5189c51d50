/// Images from a browser on this machine to their pages, over HTTP on 127.0.0.1: one image at a time with one loaded model.
/// Images and pages are held in memory and never written. Read {@link lowrankcam.serve.PageServer}.
package lowrankcam.serve;
