/// What an explainer needs of any network: features, scores, a classifier head, counted passes. No particular network
/// is known here, and no method of explanation.
/// Read {@link lowrankcam.model.ExplainableModel} first.
package lowrankcam.model;
